"""The sample's nominees: ninety made-up persons of both sides, single names and long ones among them.

Plain data. Every service number begins with INV and every unit says (invented): nobody here exists.
"""

from __future__ import annotations

from hsdclient.training.trainees import TraineeDraft

_OURS = """
Kavita|कविता|NPA|Deputy Director|1979-04-11
Suresh Babu Ramanathan|सुरेश बाबू रामनाथन|NPA|Assistant Director|1981-09-02
Lalthanmawia|लल्थनमाविया|BOI|Assistant Foreigners Regional Registration Officer|1986-01-23
Venkata Satyanarayana Lakshminarasimha Rao Peddireddy|वेंकट सत्यनारायण लक्ष्मीनरसिंह राव पेद्दिरेड्डी|CBIC|Joint Commissioner|1976-12-05
Meenakshi|मीनाक्षी|NCB-IN|Superintendent|1984-07-19
Harpreet Singh Sandhu|हरप्रीत सिंह संधू|NCB-IN|Zonal Director|1975-03-30
Anjali Deshmukh|अंजलि देशमुख|DRI|Deputy Director|1983-05-14
Mohammed Irfan|मोहम्मद इरफ़ान|DRI|Senior Intelligence Officer|1988-11-08
Rituparna Bhattacharya|ऋतुपर्णा भट्टाचार्य|CBI|Superintendent of Police|1980-02-17
Joseph|जोसेफ़|CBI|Inspector|1987-06-25
Ningthoujam Ibomcha Singh|निंगथौजम इबोमचा सिंह|NIA|Deputy Superintendent|1985-10-03
Shabnam Parveen|शबनम परवीन|NIA|Inspector|1989-08-12
Rajeshwari|राजेश्वरी|I4C|Assistant Director|1986-03-21
Amit Kumar Srivastava|अमित कुमार श्रीवास्तव|I4C|Deputy Director|1982-12-14
Tenzin|तेनज़िन|CERT-IN|Scientist C|1990-05-06
Pooja Hegde Kamath|पूजा हेगड़े कामत|CERT-IN|Scientist D|1985-09-27
Dharmendra|धर्मेंद्र|BPRD|Deputy Inspector General|1974-01-15
Sunita Meena|सुनीता मीणा|BPRD|Assistant Inspector General|1982-04-04
Balakrishnan|बालकृष्णन|BOI|Deputy Director|1978-08-29
Gurleen Kaur|गुरलीन कौर|BOI|Assistant Director|1987-02-10
Vikram Aditya Rathore|विक्रम आदित्य राठौर|NPA|Assistant Director|1983-06-18
Nandini|नंदिनी|NPA|Faculty, cybercrime|1986-11-30
Debasish Mohapatra|देबाशीष महापात्र|CBIC|Additional Commissioner|1977-07-07
Farhana Begum|फ़रहाना बेगम|CBIC|Superintendent|1988-09-16
Prakash|प्रकाश|NCB-IN|Intelligence Officer|1989-12-21
Thangjam Bimola Devi|थांगजाम बिमोला देवी|NCB-IN|Intelligence Officer|1991-03-08
Sandeep Kulshreshtha|संदीप कुलश्रेष्ठ|DRI|Assistant Director|1984-10-25
Revathi|रेवती|DRI|Intelligence Officer|1990-06-13
Arvind Kejwani|अरविंद केजवानी|CBI|Deputy Superintendent|1981-05-28
Mariam Thomas|मरियम थॉमस|CBI|Inspector|1988-01-19
Yogendra Pratap Singh Chauhan|योगेंद्र प्रताप सिंह चौहान|NIA|Superintendent of Police|1979-09-09
Lakshmi|लक्ष्मी|NIA|Sub-Inspector|1992-02-24
Zubair Ahmad Wani|ज़ुबैर अहमद वानी|I4C|Cyber analyst|1991-07-31
Swati Joshi|स्वाति जोशी|I4C|Cyber analyst|1990-10-17
Ganesan|गणेशन|CERT-IN|Scientist B|1993-04-26
Ishita Roychowdhury|इशिता रायचौधरी|CERT-IN|Scientist C|1989-11-11
Omprakash|ओमप्रकाश|BPRD|Superintendent of Police|1980-03-12
Neha Bansal|नेहा बंसल|BPRD|Deputy Superintendent|1987-08-05
Wangchuk|वांगचुक|BOI|Immigration Officer|1990-01-28
Padmavathi Subramaniam Iyengar|पद्मावती सुब्रमण्यम अय्यंगार|BOI|Deputy Director|1979-06-22
Ranjit|रणजीत|NPA|Assistant Director|1982-09-18
Kiran Bedekar|किरण बेडेकर|NPA|Faculty, investigation|1985-12-09
Sivakumar|शिवकुमार|CBIC|Deputy Commissioner|1983-02-06
Aparna Nair|अपर्णा नायर|CBIC|Assistant Commissioner|1988-05-20
Manjunath|मंजुनाथ|NCB-IN|Superintendent|1984-08-14
Ayesha Siddiqui|आयशा सिद्दीकी|NCB-IN|Intelligence Officer|1991-11-27
Biren Gogoi|बिरेन गोगोई|DRI|Senior Intelligence Officer|1986-04-16
Chandrika|चंद्रिका|DRI|Intelligence Officer|1992-09-01
Hemant Solanki|हेमंत सोलंकी|CBI|Inspector|1985-01-05
Rukmini|रुक्मिणी|CBI|Sub-Inspector|1993-06-30
Tashi Dorjee|ताशी दोरजी|NIA|Inspector|1988-03-17
Usha|उषा|NIA|Deputy Superintendent|1983-10-11
Karthik Narayanan|कार्तिक नारायणन|I4C|Assistant Director|1987-05-02
Divya|दिव्या|I4C|Cyber analyst|1994-02-13
Pankaj Tiwari|पंकज तिवारी|CERT-IN|Scientist B|1992-12-28
Maya|माया|BPRD|Inspector|1989-07-23
Rohan Fernandes|रोहन फ़र्नांडिस|BOI|Immigration Officer|1991-09-14
Selvi|सेल्वी|BOI|Immigration Officer|1993-01-09
Devendra Nath Upadhyay|देवेंद्र नाथ उपाध्याय|MHA|Under Secretary|1978-11-03
Anu|अनु|MHA|Section Officer|1986-06-06
""".strip()  # noqa: E501
_THEIRS = """
Robert Hale|FLETC|Senior Instructor|1975-05-12
Denise Okafor|FLETC|Instructor, cybercrime|1982-10-08
Martin Alvarez|FLETC|Branch Chief|1973-02-27
Priscilla Vance|FLETC|Instructor, interviewing|1984-07-15
Thomas Lindqvist|HSI|Special Agent|1985-03-03
Angela Petrocelli|HSI|Supervisory Special Agent|1979-12-19
Samuel Greene|HSI|Special Agent|1988-08-21
Yolanda Reyes|HSI|Intelligence Analyst|1990-04-30
Christopher Benedict Montgomery-Hastings|CBP|Assistant Port Director|1974-06-11
Hannah Kim|CBP|Officer|1989-01-26
Darius Coleman|CBP|Supervisory Officer|1983-09-05
Elena Sokolova-Brandt|CBP|Import Specialist|1987-11-17
Gregory Tran|DEA|Special Agent|1986-02-08
Monica Delgado|DEA|Diversion Investigator|1981-05-23
William Ashford|DEA|Group Supervisor|1976-10-14
Tamika Rhodes|FBI|Special Agent|1988-12-02
Jonathan Weiss|FBI|Supervisory Special Agent|1979-03-19
Lauren McAllister|FBI|Intelligence Analyst|1991-07-07
Patrick Doyle|USPIS|Postal Inspector|1982-08-30
Simone Laurent|USPIS|Postal Inspector|1986-01-13
Marcus Webb|ICE-ERO|Deportation Officer|1984-04-24
Jasmine Patel|ICE-ERO|Supervisory Officer|1980-09-28
Owen Kowalski|HSI-C3|Computer Forensic Analyst|1990-06-16
Renee Thibodeaux|HSI-C3|Program Manager|1978-02-04
Daniel Nakamura|CISA|Incident Response Lead|1985-11-25
Brooke Sullivan|CISA|Analyst|1992-03-10
Everett Jackson|STATE-INL|Program Officer|1977-07-29
Carla Mendes|STATE-INL|Program Officer|1986-05-18
Victor Hughes|DHS|Policy Adviser|1981-12-31
Natalie Brooks|DHS|Training Coordinator|1987-10-20
""".strip()


def _drafts() -> dict[str, TraineeDraft]:
    found: dict[str, TraineeDraft] = {}
    for number, line in enumerate(_OURS.splitlines(), 1):
        name, hindi, agency, post, born = line.split("|")
        found[f"IN{number}"] = TraineeDraft(
            name=name, name_hi=hindi, side="IN", agency=agency, post=post, born=born,
            service_number=f"INV-IN-{1000 + number * 7}", unit=f"{agency} (invented)",
            email=f"nominee{number}@sample.invalid", phone=f"+91 11 5550 {2000 + number}",
            supervisor=f"Head of unit, {agency}", supervisor_email=f"supervisor{number}@sample.invalid",
            marking="TLP:AMBER", release=("US",) if number % 3 else (),
        )  # fmt: skip
    for number, line in enumerate(_THEIRS.splitlines(), 1):
        name, agency, post, born = line.split("|")
        found[f"US{number}"] = TraineeDraft(
            name=name, side="US", agency=agency, post=post, born=born, service_number=f"INV-US-{3000 + number * 11}",
            unit=f"{agency} (invented)", email=f"officer{number}@sample.invalid", supervisor=f"Supervisor, {agency}",
            supervisor_email=f"chief{number}@sample.invalid", marking="TLP:AMBER",
            release=("US",) if number % 4 else (),
        )  # fmt: skip
    return found


PERSONS: dict[str, TraineeDraft] = _drafts()
"""IN1 … IN60 and US1 … US30 → the person as entered."""
